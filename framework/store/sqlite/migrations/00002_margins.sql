-- +goose Up
-- From here on a cell may lack its case or its code: the summary of a whole
-- column or of a whole case. The tables hold that already. A Framewise that
-- knows no such cells must not open the project, and by the version it won't.

PRAGMA user_version = 2;
