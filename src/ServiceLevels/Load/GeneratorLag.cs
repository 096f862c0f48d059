namespace ServiceLevels.Load;

/// <summary>
/// How late work was started against its plan: the error of the ruler itself. Work that is due at a rate is started by a thread of the load's own, so its
/// lateness says nothing of a service that keeps the process's threads busy; that of a burst includes the wait for a free thread.
/// </summary>
public readonly record struct GeneratorLag(TimeSpan P99, TimeSpan Max);
