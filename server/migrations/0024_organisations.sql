-- Organisations around schools, and what is on offer, are logbooks too: 'organisation' and 'offer', each by its id.
-- Which kinds of logbook there are is the program's to say (`Log`): a list here would have to be written anew with
-- every one. What is left is that a kind is a word.
alter table logbook drop constraint logbook_known;
alter table logbook add constraint logbook_known check (log ~ '^[a-z_]{3,20}$');
