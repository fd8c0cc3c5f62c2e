-- What an authority means to reach, and by when. Added, never edited: what is taken back is said in a
-- later row, with who and why.

create table target (
    authority_id smallint not null references authority,
    -- Made by the client: the same target sent twice is one.
    id uuid not null,
    indicator text not null,
    -- Hundredths of the indicator's unit; none: at national or better.
    aim integer,
    by_day date not null,
    person_id uuid not null,
    person_name text not null,
    at timestamptz not null default now(),
    constraint target_pk primary key (authority_id, id),
    constraint target_person foreign key (authority_id, person_id) references person
);

create table target_withdrawn (
    authority_id smallint not null,
    target_id uuid not null,
    why text not null constraint target_withdrawn_says_why check (why <> ''),
    person_id uuid not null,
    person_name text not null,
    at timestamptz not null default now(),
    constraint target_withdrawn_pk primary key (authority_id, target_id),
    constraint target_withdrawn_target foreign key (authority_id, target_id) references target,
    constraint target_withdrawn_person foreign key (authority_id, person_id) references person
);

do $$
declare
    name text;
begin
    foreach name in array array['target', 'target_withdrawn'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format(
            'create policy own_authority on %I using (authority_id = current_authority()) '
            'with check (authority_id = current_authority())', name);
        execute format('grant select, insert on %I to alongside_app', name);
    end loop;
end
$$;
