using System.Text.Json;

namespace IncidentAgent.Specs.Support;

/// <summary>What the API answers, read by name.</summary>
internal static class JsonReading
{
    extension(JsonElement json)
    {
        /// <summary>A text that is there.</summary>
        public string Text(string name) => json.GetProperty(name).GetString()!;

        public int Number(string name) => json.GetProperty(name).GetInt32();

        public DateTimeOffset Instant(string name) => json.GetProperty(name).GetDateTimeOffset();

        public IEnumerable<JsonElement> Items(string name) => json.GetProperty(name).EnumerateArray();

        /// <summary>Whether it is there and not null.</summary>
        public bool Has(string name) => json.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;
    }
}
