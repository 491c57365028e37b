-- How many grids of a version have another shape than its file draws; null where no repair was asked for.
ALTER TABLE boundary_version ADD COLUMN repaired_grids integer;
