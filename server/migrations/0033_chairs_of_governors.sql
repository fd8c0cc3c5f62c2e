-- Who chairs the governors of a school, among those who govern it.

alter table person_school add column chairs boolean not null default false;

-- The owner, too, sees one authority at a time: not here.
alter table person_school no force row level security;
alter table person no force row level security;

update person_school
set chairs = true
from person
where person.authority_id = person_school.authority_id
    and person.id = person_school.person_id
    and person.role = 'governor'
    and person.about ilike 'chair of governors%';

alter table person_school force row level security;
alter table person force row level security;
