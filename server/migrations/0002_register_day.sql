-- The day of the register that last spoke of a school: an older one, loaded later, does not turn it back.
alter table school add column register_day date;
