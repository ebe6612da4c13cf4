-- Writes a part of the log into one league's view: records, positions, completeness and the notice, or nothing at all.
-- KEYS: completeness, positions, fences, fence times, then the hash of each kind of record.
-- ARGV: channel, epoch, "1" if the view is complete with this, the time (ms) before which fences go, how many of them
-- at most, the number of topics that move, three for each of these: topic, from, to; then six for each record: the
-- number of its hash among KEYS, field, version (20 digits), "set" or "delete", document, time (ms).
-- Returns false where the epoch is another one or a topic is not at its `from`; else for each record 1 applied,
-- 0 duplicate (same version), -1 stale (lower version).
local DIGITS = 20
local COMPLETENESS, POSITIONS, FENCES, FENCE_TIMES = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local channel, epoch, completes = ARGV[1], ARGV[2], ARGV[3]
local fences_before, fences_at_most, topics = ARGV[4], ARGV[5], tonumber(ARGV[6])
local first_record = 7 + 3 * topics

if redis.call('HGET', COMPLETENESS, 'epoch') ~= epoch then
  return false
end
for i = 7, first_record - 1, 3 do
  if (redis.call('HGET', POSITIONS, ARGV[i]) or '0') ~= ARGV[i + 1] then
    return false
  end
end

local outcomes, changed = {}, {}
for i = first_record, #ARGV, 6 do
  local hash, field, version, action, document, time = unpack(ARGV, i, i + 5)
  hash = KEYS[tonumber(hash)]
  local kind = string.match(hash, '[^:]+$')
  local fence = kind .. '|' .. field
  local stored = redis.call('HGET', hash, field)
  local known = stored and string.sub(stored, 1, DIGITS) or redis.call('HGET', FENCES, fence)
  local outcome = 1
  if known and known > version then
    outcome = -1
  elseif known == version and not (stored and action == 'delete') then
    outcome = 0
  elseif action == 'delete' then
    if stored then
      redis.call('HDEL', hash, field)
    else
      outcome = 0
    end
    redis.call('HSET', FENCES, fence, version)
    redis.call('ZADD', FENCE_TIMES, time, fence)
  else
    redis.call('HSET', hash, field, version .. document)
    if known and not stored then
      redis.call('HDEL', FENCES, fence)
      redis.call('ZREM', FENCE_TIMES, fence)
    end
  end
  if outcome == 1 then
    changed[#changed + 1] = {kind, field}
  end
  outcomes[#outcomes + 1] = outcome
end

local moves = {}
for i = 7, first_record - 1, 3 do
  redis.call('HSET', POSITIONS, ARGV[i], ARGV[i + 2])
  moves[ARGV[i]] = {tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])}
end
if completes == '1' then
  for _, field in ipairs(redis.call('HKEYS', COMPLETENESS)) do
    if string.sub(field, 1, 4) == 'end:' then
      redis.call('HDEL', COMPLETENESS, field)
    end
  end
  redis.call('HSET', COMPLETENESS, 'complete', '1')
end
local gone = redis.call('ZRANGEBYSCORE', FENCE_TIMES, '-inf', '(' .. fences_before, 'LIMIT', 0, fences_at_most)
for _, fence in ipairs(gone) do
  redis.call('HDEL', FENCES, fence)
  redis.call('ZREM', FENCE_TIMES, fence)
end
local notice = {epoch = epoch, moves = moves, changed = changed}
notice = cjson.encode(notice)
-- cjson takes an empty list for an object
notice = #changed == 0 and string.gsub(notice, '"changed":{}', '"changed":[]') or notice
redis.call('PUBLISH', channel, notice)
return outcomes
