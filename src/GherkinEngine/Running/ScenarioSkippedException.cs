namespace GherkinEngine.Running;

/// <summary>Ends a scenario as skipped; the message is the reason.</summary>
internal sealed class ScenarioSkippedException(string message) : Exception(message);
