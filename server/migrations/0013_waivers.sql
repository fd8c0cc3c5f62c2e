-- A rule of matching set aside for one need and one leader, by somebody who may, with a reason. What stands
-- now; that it was given, changed and taken back is in the board's log. Once days are reserved it stays: who
-- gets the work, and under which waiver, can be asked for ever after.

create table board_waiver (
    authority_id smallint not null,
    need_id uuid not null,
    leader_id uuid not null,
    rule text not null,
    -- A domain Waiver.
    doc jsonb not null,
    person_id uuid not null,
    at timestamptz not null default now(),
    constraint board_waiver_pk primary key (authority_id, need_id, leader_id, rule),
    constraint board_waiver_need foreign key (authority_id, need_id) references need,
    constraint board_waiver_leader foreign key (authority_id, leader_id) references leader,
    constraint board_waiver_person foreign key (authority_id, person_id) references person
);

select fence('board_waiver');
grant update, delete on board_waiver to alongside_app;
