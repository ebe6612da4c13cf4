-- Which days of the past are complete, so that they are not asked for again.

create table backfilled_days (
    league text not null,
    day date not null,
    results integer not null,
    completed_at timestamptz not null default now(),
    primary key (league, day)
);
comment on table backfilled_days is 'Days of ESPN''s boards on which every game had a result or will never have one';
comment on column backfilled_days.day is 'Of the board, which is a day of US Eastern time';
