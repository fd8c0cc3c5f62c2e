-- A person's own dates, for their own calendar: by an address only they have, of which only the SHA-256 is kept.
create table calendar_link (
    authority_id smallint not null references authority,
    person_id uuid not null,
    token_hash bytea not null constraint calendar_link_hash check (length(token_hash) = 32),
    made_at timestamptz not null default now(),
    constraint calendar_link_pk primary key (authority_id, person_id),
    constraint calendar_link_once unique (token_hash),
    constraint calendar_link_person foreign key (authority_id, person_id) references person
);

select fence('calendar_link');
grant update, delete on calendar_link to alongside_app;

create policy by_token on calendar_link for select
    using (token_hash = decode(nullif(current_setting('alongside.token', true), ''), 'hex'));
