-- What a recipient is owed is read page by page in the order of the orders, so the index has the whole of that order.
DROP INDEX delivery_owed;
CREATE INDEX delivery_owed ON delivery (recipient_role, recipient, event_id, ordinal) WHERE acknowledged_at IS NULL;
