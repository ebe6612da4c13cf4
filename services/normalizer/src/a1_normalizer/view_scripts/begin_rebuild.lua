-- Empties one league's view and begins its rebuild under a new epoch.
-- KEYS: completeness, positions, fences, fence times, then the hash of each kind of record.
-- ARGV: channel, the epoch as it was seen ("" for none), the new one, the log's epoch ("" if unknown), then topic and
-- the end to be reached for each.
-- Returns 1, or 0 where the epoch is not the one that was seen.
if (redis.call('HGET', KEYS[1], 'epoch') or '') ~= ARGV[2] then
  return 0
end
redis.call('UNLINK', unpack(KEYS))
redis.call('HSET', KEYS[1], 'epoch', ARGV[3], 'complete', '0')
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[1], 'log', ARGV[4])
end
for i = 5, #ARGV, 2 do
  redis.call('HSET', KEYS[1], 'end:' .. ARGV[i], ARGV[i + 1])
  redis.call('HSET', KEYS[2], ARGV[i], '0')
end
redis.call('PUBLISH', ARGV[1], '{"epoch":"' .. ARGV[3] .. '","moves":{},"changed":[]}')
return 1
