-- Fills the gaps of a body's template and says what came of it in one line of JSON.
-- Arguments: the template's file, alerts in a request, incidents, different requests (0: each is new), the part in 8 hexadecimal digits,
-- the path, the token.

local alerts, incidents, known, part
local head, pieces, ids, numbers = "", {}, {}, {}
local counter = 0

local function slot(piece)
  if piece == "ID" then
    ids[#ids + 1] = #pieces + 1
    return string.rep("0", 16)
  elseif piece == "INCIDENT" then
    numbers[#numbers + 1] = #pieces + 1
    return string.rep("0", 6)
  end
  return piece
end

function init(args)
  local file = assert(io.open(args[1], "rb"))
  local body = file:read("*a")
  file:close()
  alerts, incidents, known, part = tonumber(args[2]), tonumber(args[3]), tonumber(args[4]), args[5]

  pieces[1] = ""
  local length = 0
  for piece in string.gmatch(body .. "@", "([^@]*)@") do
    local text = slot(piece)
    pieces[#pieces + 1] = text
    length = length + #text
  end

  pieces[1] = "POST " .. args[6] .. " HTTP/1.1\r\nHost: " .. wrk.host .. "\r\nAuthorization: Bearer " .. args[7] ..
    "\r\nContent-Type: application/json\r\nContent-Length: " .. length .. "\r\n\r\n"
end

function request()
  local number = known > 0 and counter % known or counter
  counter = counter + 1
  local incident = string.format("%06d", number % incidents)
  for i = 1, #numbers do
    pieces[numbers[i]] = incident
  end
  -- Twice an alert: its fingerprint, and the label it comes of.
  for i = 1, #ids, 2 do
    local id = part .. string.format("%08x", number * alerts + (i - 1) / 2)
    pieces[ids[i]] = id
    pieces[ids[i + 1]] = id
  end
  return table.concat(pieces)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"max":%d,"status":%d,"connect":%d,"read":%d,"write":%d,"timeout":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency.max,
    errors.status, errors.connect, errors.read, errors.write, errors.timeout))
end
