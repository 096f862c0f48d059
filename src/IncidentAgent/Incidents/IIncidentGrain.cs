using IncidentAgent.Alerts;
using IncidentAgent.Notifications;

namespace IncidentAgent.Incidents;

/// <summary>
/// The one writer of a correlation key's incidents. No call fails with an exception for anything the store does: the reply says what came of it, since
/// an exception's type does not survive the way between two nodes.
/// </summary>
[Alias("incident-agent.incident")]
internal interface IIncidentGrain : IGrainWithStringKey
{
    [Alias("observe")]
    Task<ObserveReply> Observe(ObserveRequest request);

    [Alias("act")]
    Task<ActReply> Act(ActRequest request);

    [Alias("begin-step")]
    Task<BeginStepReply> BeginStep(BeginStepRequest request);

    [Alias("end-step")]
    Task<WrittenReply> EndStep(EndStepRequest request);

    [Alias("claim")]
    Task<ClaimReply> Claim(ClaimRequest request);

    [Alias("settle")]
    Task<WrittenReply> Settle(SettleRequest request);
}

/// <summary>What became of a call's change.</summary>
internal enum Written
{
    /// <summary>It is on the disk, or there was nothing to change.</summary>
    Stored,

    /// <summary>Another activation writes this key now: call again.</summary>
    Moved,

    Busy,

    StoreDown,
}

[GenerateSerializer, Immutable, Alias("incident-agent.observe-request")]
internal sealed record ObserveRequest([property: Id(0)] IReadOnlyList<Alert> Alerts);

[GenerateSerializer, Immutable, Alias("incident-agent.observe-reply")]
internal sealed record ObserveReply([property: Id(0)] Written Written, [property: Id(1)] IReadOnlyList<Observed> Observed);

/// <summary>What a person wants done.</summary>
internal enum PersonAction
{
    Acknowledge,
    Resolve,
    Note,
    Analyze,
    RetryDeadLetters,
    DismissDeadLetters,
}

[GenerateSerializer, Immutable, Alias("incident-agent.act-request")]
internal sealed record ActRequest(
    [property: Id(0)] IncidentId Incident, [property: Id(1)] PersonAction Action, [property: Id(2)] string Actor, [property: Id(3)] string? Text);

/// <param name="Written">What became of it.</param>
/// <param name="Incident">The incident afterwards.</param>
/// <param name="Refused">Why it makes no sense for this incident; <see langword="null"/> when it was done.</param>
[GenerateSerializer, Immutable, Alias("incident-agent.act-reply")]
internal sealed record ActReply([property: Id(0)] Written Written, [property: Id(1)] Incident? Incident, [property: Id(2)] string? Refused);

[GenerateSerializer, Immutable, Alias("incident-agent.begin-step-request")]
internal sealed record BeginStepRequest([property: Id(0)] IncidentId Incident, [property: Id(1)] StepKind Step);

/// <param name="Written">What became of it.</param>
/// <param name="Incident">The incident to work on; <see langword="null"/> when there is nothing to do now.</param>
[GenerateSerializer, Immutable, Alias("incident-agent.begin-step-reply")]
internal sealed record BeginStepReply([property: Id(0)] Written Written, [property: Id(1)] Incident? Incident);

[GenerateSerializer, Immutable, Alias("incident-agent.end-step-request")]
internal sealed record EndStepRequest([property: Id(0)] IncidentId Incident, [property: Id(1)] StepKind Step, [property: Id(2)] StepResult Result);

[GenerateSerializer, Immutable, Alias("incident-agent.claim-request")]
internal sealed record ClaimRequest([property: Id(0)] IncidentId Incident, [property: Id(1)] string Destination);

/// <param name="Written">What became of it.</param>
/// <param name="Announcement">What to send; <see langword="null"/> when there is nothing to send now.</param>
/// <param name="Row">Its row, to settle it by.</param>
[GenerateSerializer, Immutable, Alias("incident-agent.claim-reply")]
internal sealed record ClaimReply([property: Id(0)] Written Written, [property: Id(1)] Announcement? Announcement, [property: Id(2)] long Row);

[GenerateSerializer, Immutable, Alias("incident-agent.settle-request")]
internal sealed record SettleRequest(
    [property: Id(0)] IncidentId Incident, [property: Id(1)] string Destination, [property: Id(2)] long Row, [property: Id(3)] DeliveryOutcome Outcome);

[GenerateSerializer, Immutable, Alias("incident-agent.written-reply")]
internal sealed record WrittenReply([property: Id(0)] Written Written);
