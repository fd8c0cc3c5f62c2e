-- What other queries would say again and again, said once.

-- The schools whose results count as those of each of these: itself, and what it came from, nearest first.
-- Of a school merged from several, what one of them did is not what it did.
create function school_line(urns integer[])
returns table (urn integer, from_urn integer, far integer)
language sql stable
as $$
    with recursive only_predecessor as (
        select urn_link.urn, min(urn_link.predecessor) as predecessor
        from urn_link
        group by urn_link.urn
        having count(*) = 1
    ), line (urn, from_urn, far) as (
        select school.urn, school.urn, 0 from unnest(urns) as school (urn)
        union all
        select line.urn, only_predecessor.predecessor, line.far + 1
        from line
        join only_predecessor on only_predecessor.urn = line.from_urn
        where line.far < 8
    )
    select line.urn, line.from_urn, line.far from line
$$;

-- The first of September before today: days given are counted by the school year.
create function school_year_began()
returns date
language sql stable
as $$
    select make_date(extract(year from now() - interval '8 months')::integer, 9, 1)
$$;

-- The second wall round a new table.
create function fence(name text)
returns void
language plpgsql
as $$
begin
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
        'create policy own_authority on %I using (authority_id = current_authority()) '
        'with check (authority_id = current_authority())', name);
    execute format('grant select, insert on %I to alongside_app', name);
end
$$;

revoke execute on function fence from public;

-- The last change of each kind and value of a meeting: what the next one is checked against, without reading
-- the whole log. Follows the log by itself.
create table meeting_last (
    authority_id smallint not null,
    meeting_id uuid not null,
    -- 0: of no school.
    urn integer not null,
    kind text not null,
    -- The indicator, or the person it is about.
    about text not null,
    seq bigint not null,
    constraint meeting_last_pk primary key (authority_id, meeting_id, urn, kind, about),
    constraint meeting_last_change foreign key (authority_id, meeting_id, seq) references meeting_change
);

-- The owner, too, sees one authority at a time: not here.
alter table meeting_change no force row level security;

insert into meeting_last (authority_id, meeting_id, urn, kind, about, seq)
select authority_id, meeting_id, coalesce((change ->> 'urn')::integer, 0), change ->> 'kind',
    coalesce(change ->> 'indicator', change ->> 'who', ''), max(seq)
from meeting_change
group by 1, 2, 3, 4, 5;

alter table meeting_change force row level security;

select fence('meeting_last');
grant update on meeting_last to alongside_app;

create function note_last()
returns trigger
language plpgsql
as $$
begin
    insert into meeting_last (authority_id, meeting_id, urn, kind, about, seq)
    values (new.authority_id, new.meeting_id, coalesce((new.change ->> 'urn')::integer, 0),
        new.change ->> 'kind', coalesce(new.change ->> 'indicator', new.change ->> 'who', ''), new.seq)
    on conflict (authority_id, meeting_id, urn, kind, about)
    do update set seq = greatest(meeting_last.seq, excluded.seq);
    return null;
end
$$;

create trigger meeting_change_last after insert on meeting_change
for each row execute function note_last();
