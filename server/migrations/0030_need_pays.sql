-- Who is named to pay for a need that has no case yet: a domain WhoPays. Once there is a case its own word counts, and
-- this is what the case begins with. That it was named, by whom and when, is in the board's log.

alter table need add column pays jsonb;
