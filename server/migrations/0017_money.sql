-- The money of support. What was done is a log that is added to; what stands now is beside it; and each
-- change of money is lines that add up to nothing.

-- One book an authority. Its row lock is what makes two people take turns, so that no pot is spent twice.
create table money_book (
    authority_id smallint not null references authority,
    seq bigint not null default 0,
    constraint money_book_pk primary key (authority_id)
);

create table money_change (
    authority_id smallint not null,
    -- Without gaps: taken under the book's lock.
    seq bigint not null constraint money_change_from_one check (seq > 0),
    -- Made by the client: the same change sent twice is one change.
    id uuid not null,
    at timestamptz not null default now(),
    on_date date not null,
    person_id uuid not null,
    person_name text not null,
    why text not null constraint money_change_says_why check (why <> ''),
    change jsonb not null,
    -- In words, as it was when it was done: names may change later.
    words text not null,
    pots uuid[] not null,
    commitment_id uuid,
    case_id uuid,
    visit_id uuid,
    constraint money_change_pk primary key (authority_id, seq),
    constraint money_change_once unique (authority_id, id),
    constraint money_change_person foreign key (authority_id, person_id) references person
);

-- A visit is paid for once.
create unique index money_change_visit_once on money_change (authority_id, visit_id) where visit_id is not null;

create table money_pot (
    authority_id smallint not null references authority,
    id uuid not null,
    doc jsonb not null,
    constraint money_pot_pk primary key (authority_id, id)
);

create table money_commitment (
    authority_id smallint not null,
    id uuid not null,
    urn integer not null,
    case_id uuid,
    doc jsonb not null,
    constraint money_commitment_pk primary key (authority_id, id),
    constraint money_commitment_school foreign key (authority_id, urn) references school
);

create index money_commitment_of_case on money_commitment (authority_id, case_id) where case_id is not null;

create table money_invoice (
    authority_id smallint not null references authority,
    id uuid not null,
    doc jsonb not null,
    constraint money_invoice_pk primary key (authority_id, id)
);

-- Released money that is asked back: it moves when a second person says yes.
create table money_claw_back (
    authority_id smallint not null references authority,
    id uuid not null,
    doc jsonb not null,
    constraint money_claw_back_pk primary key (authority_id, id),
    constraint money_claw_back_second_person check (
        doc #>> '{answer,by}' is null or doc #>> '{answer,by}' <> doc ->> 'by')
);

-- What was released, and whether somebody looked at what it was for.
create table money_claim (
    authority_id smallint not null references authority,
    id uuid not null,
    doc jsonb not null,
    constraint money_claim_pk primary key (authority_id, id)
);

create table money_rate (
    authority_id smallint not null references authority,
    id bigint generated always as identity,
    doc jsonb not null,
    constraint money_rate_pk primary key (authority_id, id)
);

create table money_entry (
    authority_id smallint not null,
    seq bigint not null,
    line smallint not null,
    account text not null constraint money_entry_account
        check (account in ('funder', 'carried', 'pot', 'spent', 'party')),
    pot_id uuid,
    place text constraint money_entry_place
        check (place in ('available', 'reserved', 'committed', 'drawn', 'released')),
    commitment_id uuid,
    party text constraint money_entry_party check (party in ('school', 'home', 'broker')),
    urn integer,
    side text constraint money_entry_side check (side in ('charged', 'due', 'invoiced', 'paid')),
    -- Pence. More than nothing comes in, less goes out.
    amount bigint not null constraint money_entry_something check (amount <> 0),
    constraint money_entry_pk primary key (authority_id, seq, line),
    constraint money_entry_change foreign key (authority_id, seq) references money_change,
    constraint money_entry_pot foreign key (authority_id, pot_id) references money_pot,
    constraint money_entry_commitment foreign key (authority_id, commitment_id) references money_commitment,
    constraint money_entry_whole check (
        (account = 'party') = (party is not null and side is not null and pot_id is null)
        and (account = 'pot') = (place is not null)
        and (account = 'party' or pot_id is not null))
);

create index money_entry_of_pot on money_entry (authority_id, pot_id, seq);

-- Whatever the program thinks: debits are credits, or nothing is written.
create function money_balances()
returns trigger
language plpgsql
as $$
begin
    if (select sum(amount) from money_entry
        where authority_id = new.authority_id and seq = new.seq) <> 0 then
        raise exception 'the lines of change % do not add up to nothing', new.seq
            using errcode = 'check_violation', constraint = 'money_entry_balances';
    end if;
    return null;
end
$$;

create constraint trigger money_entry_balances after insert on money_entry
deferrable initially deferred
for each row execute function money_balances();

select fence(name) from unnest(array['money_book', 'money_change', 'money_pot', 'money_commitment',
    'money_invoice', 'money_claw_back', 'money_claim', 'money_rate', 'money_entry']) as name;

-- What stands now may change; what was done may not.
grant update on money_book, money_pot, money_commitment, money_invoice, money_claw_back, money_claim
    to alongside_app;
