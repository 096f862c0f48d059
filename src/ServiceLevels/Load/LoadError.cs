namespace ServiceLevels.Load;

/// <summary>Why work failed, and how many pieces failed with these very words.</summary>
public sealed record LoadError(string Message, int Count);
