using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentAgent.Alerts;
using IncidentAgent.Incidents;
using IncidentAgent.Notifications;
using IncidentAgent.Postmortems;
using IncidentAgent.Telemetry;
using Microsoft.AspNetCore.Mvc;

namespace IncidentAgent;

/// <summary>What the agent's own API says and takes, generated at compile time: names in camel case, words of enumerations in lower case.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(LowerCase<IncidentStatus>), typeof(LowerCase<Severity>), typeof(LowerCase<AlertStatus>), typeof(LowerCase<AnnouncementKind>),
        typeof(LowerCase<AnnouncementState>), typeof(LowerCase<StepKind>), typeof(LowerCase<TimelineKind>)])]
[JsonSerializable(typeof(DeliveryAnswer))]
[JsonSerializable(typeof(QuarantineList))]
[JsonSerializable(typeof(IncidentList))]
[JsonSerializable(typeof(IncidentDetail))]
[JsonSerializable(typeof(IncidentState))]
[JsonSerializable(typeof(ActionBody))]
[JsonSerializable(typeof(NoteBody))]
[JsonSerializable(typeof(AnnouncementList))]
[JsonSerializable(typeof(PostmortemDocument))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class AgentJson : JsonSerializerContext;

internal sealed class LowerCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;
