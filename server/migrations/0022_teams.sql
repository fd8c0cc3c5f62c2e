-- A need may be of a specialist in a team: then it names the need of the lead. The document says so; the column lets
-- the database hold to it.
alter table need
    add column lead_id uuid generated always as ((draft ->> 'of')::uuid) stored,
    add constraint need_lead foreign key (authority_id, lead_id) references need,
    add constraint need_leads_another check (lead_id <> id);

create index need_of_lead on need (authority_id, lead_id) where lead_id is not null;
