namespace GherkinEngine.Messages;

/// <summary>Stack traces as a step author wants them: their own frames and the line of the feature, once each.</summary>
internal static class StackText
{
    private static readonly string[] Inner =
        ["GherkinEngine.", "Reqnroll.", "FluentAssertions.", "Xunit.", "System.Reflection.", "System.RuntimeMethodHandle", "InvokeStub_"];

    /// <summary>The message first, as the HTML formatters expect it, then the frames.</summary>
    public static string Of(Exception error) => $"{error.GetType().FullName}: {error.Message}\n{Trimmed(error.StackTrace)}".TrimEnd();

    public static string Trimmed(string? stack)
    {
        var kept = new List<string>();
        foreach (var line in (stack ?? "").Split('\n').Select(line => line.TrimEnd('\r')))
        {
            var frame = line.TrimStart();
            if (frame.StartsWith("---", StringComparison.Ordinal) || !IsOwn(frame))
            {
                continue;
            }

            // A scenario's method shows twice: where its step failed, and where the scenario ended.
            if (!(IsFeature(frame) && kept.Exists(IsFeature)))
            {
                kept.Add(line);
            }
        }

        return string.Join('\n', kept);
    }

    private static bool IsFeature(string frame) => frame.Contains(".feature:line ", StringComparison.Ordinal);

    private static bool IsOwn(string frame) =>
        !frame.StartsWith("at ", StringComparison.Ordinal)
        || !Array.Exists(Inner, name => frame.AsSpan(3).StartsWith(name, StringComparison.Ordinal));
}
