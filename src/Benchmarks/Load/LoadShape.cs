namespace Benchmarks.Load;

/// <summary>What a load looks like.</summary>
/// <param name="Alerts">In one request.</param>
/// <param name="Connections">Each sends its next request when the last one was answered.</param>
/// <param name="Incidents">Over how many the requests are spread, in turn.</param>
/// <param name="Known">How many different requests there are; 0: each is new.</param>
internal sealed record LoadShape(int Alerts, int Connections, int Incidents, int Known = 0);
