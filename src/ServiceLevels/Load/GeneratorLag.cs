namespace ServiceLevels.Load;

/// <summary>
/// How late work was started against its plan: the error of the ruler itself. It includes the wait for a free thread, so a service in the same
/// process that keeps all processors busy shows here too.
/// </summary>
public readonly record struct GeneratorLag(TimeSpan P99, TimeSpan Max);
