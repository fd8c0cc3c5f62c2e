-- Letters tell of claims too: made, to be looked at, asked back, answered, paid.

alter table notice
    drop constraint notice_kind,
    add constraint notice_kind check (kind in ('consent', 'signature', 'record', 'report', 'invoice',
        'released', 'claim', 'asked_back', 'answered', 'goes_back', 'paid'));

-- What came of one thing is settled together.
create index notice_of_cause on notice (authority_id, cause_id) where settled_at is null;
