-- While a session is good: thirty minutes since it was last used, twelve hours in all. A projector is only
-- looked at, so for it only the latter counts. Said once, for signing on and for listening.
create function session_is_good(one session)
returns boolean
language sql stable
as $$
    select one.expires_at > now()
        and (one.meeting_id is not null or one.seen_at > now() - interval '30 minutes')
$$;
