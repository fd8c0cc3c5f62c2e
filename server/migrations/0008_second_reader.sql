-- A decision for a band that the scheme has read twice waits for a second reader, also where it is as
-- suggested. Those made before a scheme said so are as they were.
alter table decision add column second_reader boolean not null default false;

-- What a meeting is for is said in its log; the list of meetings finds it there.
create index meeting_change_purpose on meeting_change (authority_id, meeting_id)
    where change ->> 'kind' = 'purpose';
