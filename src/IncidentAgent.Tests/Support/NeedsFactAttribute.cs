namespace IncidentAgent.Tests.Support;

/// <summary>A test that needs programs from outside: skipped, saying which, where one of them is not on the path.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsFactAttribute : FactAttribute
{
    public NeedsFactAttribute(params string[] programs) => Skip = OutsidePrograms.Missing(programs);
}

/// <inheritdoc cref="NeedsFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsTheoryAttribute : TheoryAttribute
{
    public NeedsTheoryAttribute(params string[] programs) => Skip = OutsidePrograms.Missing(programs);
}

internal static class OutsidePrograms
{
    /// <summary>Says which are missing; <see langword="null"/> when none is.</summary>
    public static string? Missing(string[] programs)
    {
        var missing = programs.Where(program => !IsInstalled(program)).ToList();
        return missing.Count > 0 ? $"needs {string.Join(" and ", missing)}, which this machine has not" : null;
    }

    /// <summary>Where a program is; <see langword="null"/> if it is missing.</summary>
    public static string? Path(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
            .Select(folder => System.IO.Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static bool IsInstalled(string program) => Path(program) is not null;
}
