-- Which made-up district this is: what an earlier program made lacks what a later one shows.

alter table authority add column demo_edition text;
