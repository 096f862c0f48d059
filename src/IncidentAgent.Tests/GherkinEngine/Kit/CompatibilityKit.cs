using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.GherkinEngine.Kit;

/// <summary>Cucumber's compatibility kit: features, and the messages a Cucumber sends when it runs them.</summary>
internal static class CompatibilityKit
{
    private static readonly NpmPackage Package = new("@cucumber/compatibility-kit", "30.0.0");

    public static string? Missing => Package.Missing;

    public static string Folder => Path.Combine(Package.Folder, "features");
}

/// <summary>A theory over the kit; skipped, saying why, where the kit cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KitTheoryAttribute : TheoryAttribute
{
    public KitTheoryAttribute() => Skip = CompatibilityKit.Missing;
}

/// <summary>As <see cref="KitTheoryAttribute"/>, without rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KitFactAttribute : FactAttribute
{
    public KitFactAttribute() => Skip = CompatibilityKit.Missing;
}
