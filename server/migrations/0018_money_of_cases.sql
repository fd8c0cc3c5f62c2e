-- A case moves money: what stands in its accounts is read with every look at it.

create index money_entry_of_commitment on money_entry (authority_id, commitment_id)
    where commitment_id is not null;
create index money_entry_available on money_entry (authority_id, pot_id)
    where account = 'pot' and place = 'available';
