using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.Changes;
using IncidentAgent.Investigation.Remediation;
using IncidentAgent.Investigation.RootCause;
using IncidentAgent.Notifications;
using IncidentAgent.Postmortems;
using IncidentAgent.Telemetry;
using Microsoft.AspNetCore.Mvc;

namespace IncidentAgent;

/// <summary>What the agent's own API says and takes, generated at compile time: names in camel case, words of enumerations in lower case.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(LowerCase<IncidentStatus>), typeof(LowerCase<Severity>), typeof(LowerCase<AlertStatus>), typeof(LowerCase<AnnouncementKind>),
        typeof(LowerCase<AnnouncementState>), typeof(LowerCase<StepKind>), typeof(LowerCase<TimelineKind>),
        typeof(LowerCase<Certainty>), typeof(LowerCase<CauseCategory>), typeof(LowerCase<Signal>), typeof(LowerCase<Risk>), typeof(UtcInstant)])]
[JsonSerializable(typeof(DeliveryAnswer))]
[JsonSerializable(typeof(QuarantineList))]
[JsonSerializable(typeof(IncidentList))]
[JsonSerializable(typeof(IncidentDetail))]
[JsonSerializable(typeof(IncidentState))]
[JsonSerializable(typeof(ActionBody))]
[JsonSerializable(typeof(NoteBody))]
[JsonSerializable(typeof(AnnouncementList))]
[JsonSerializable(typeof(ChangeBody))]
[JsonSerializable(typeof(ChangeList))]
[JsonSerializable(typeof(ReportedChange))]
[JsonSerializable(typeof(PostmortemDocument))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class AgentJson : JsonSerializerContext
{
    public static void Use(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);
        foreach (var converter in Default.Options.Converters)
        {
            options.Converters.Add(converter);
        }
    }
}

internal sealed class LowerCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;

/// <summary>Instants in UTC to the microsecond, as they are stored: <c>2026-11-23T12:17:05.087019Z</c>.</summary>
internal sealed class UtcInstant : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
}
