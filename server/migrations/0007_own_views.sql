-- What each of the room thought of a school before the suggestion was shown: added to, and the last of a
-- person counts. Nobody reads them, not the server either: it adds a row, and asks the functions below how
-- many there are and how they are spread.

create table own_view (
    authority_id smallint not null references authority,
    meeting_id uuid not null,
    id uuid not null,
    seq bigint generated always as identity,
    urn integer not null,
    person_id uuid not null,
    by_name text not null,
    band smallint not null constraint own_view_band check (band >= 0),
    at timestamptz not null default now(),
    constraint own_view_pk primary key (authority_id, meeting_id, id),
    constraint own_view_item foreign key (authority_id, meeting_id, urn)
        references meeting_item (authority_id, meeting_id, urn),
    constraint own_view_person foreign key (authority_id, person_id) references person
);

do $$
begin
    alter table own_view enable row level security;
    alter table own_view force row level security;
    grant select, insert on own_view to alongside_app;
    create policy added on own_view for insert to alongside_app
        with check (authority_id = current_authority());
    -- The owner, and so the functions below; nobody else has a policy to read with.
    execute format(
        'create policy own_authority on own_view to %I using (authority_id = current_authority()) '
        'with check (authority_id = current_authority())', current_user);
end
$$;

-- How many have given one, by school.
create function own_views_given(of_meeting uuid) returns table (urn integer, given bigint)
language sql stable security definer set search_path = public, pg_temp
as $$
    select own_view.urn, count(distinct person_id)
    from own_view
    where authority_id = current_authority() and meeting_id = of_meeting
    group by own_view.urn
    order by own_view.urn
$$;

-- Of which schools one person has given one; not what.
create function own_views_of(of_meeting uuid, of_person uuid) returns setof integer
language sql stable security definer set search_path = public, pg_temp
as $$
    select distinct urn
    from own_view
    where authority_id = current_authority() and meeting_id = of_meeting and person_id = of_person
$$;

-- How many chose each band, without those who left the room. No names come out of here.
create function own_views_spread(of_meeting uuid, of_urn integer, left_the_room text[])
returns table (band smallint, chosen bigint)
language sql stable security definer set search_path = public, pg_temp
as $$
    select last_word.band, count(*)
    from (
        select distinct on (person_id) own_view.band, lower(by_name) as name
        from own_view
        where authority_id = current_authority() and meeting_id = of_meeting and urn = of_urn
        order by person_id, seq desc
    ) as last_word
    where name <> all (left_the_room)
    group by last_word.band
    order by last_word.band
$$;

do $$
declare
    name text;
begin
    foreach name in array array[
        'own_views_given(uuid)', 'own_views_of(uuid, uuid)', 'own_views_spread(uuid, integer, text[])'
    ] loop
        execute format('revoke execute on function %s from public', name);
        execute format('grant execute on function %s to alongside_app', name);
    end loop;
end
$$;
