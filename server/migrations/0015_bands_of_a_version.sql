-- What the bands of each version were, beside its document: a decision keeps the place of its band under the
-- version it was made under, and is read by these whatever bands there are since.
alter table adopted_scheme add column bands jsonb;

-- The owner, too, sees one authority at a time: not here.
alter table adopted_scheme no force row level security;

update adopted_scheme
set bands = (
    select jsonb_agg(
        jsonb_build_object('id', band -> 'id', 'word', band -> 'word', 'short', band -> 'short',
            'tone', band -> 'tone', 'meaning', band -> 'meaning')
        order by place
    )
    from jsonb_array_elements(document -> 'band') with ordinality as listed (band, place)
);

alter table adopted_scheme force row level security;

alter table adopted_scheme alter column bands set not null;
