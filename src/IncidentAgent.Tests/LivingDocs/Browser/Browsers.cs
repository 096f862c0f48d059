using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.LivingDocs.Browser;

/// <summary>The machine's Chromium, and axe-core, which finds what shuts people out of a page.</summary>
internal static class Browsers
{
    public static readonly NpmPackage AxeCore = new("axe-core", "4.14.1");

    public static readonly IReadOnlyList<string> Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    public static string Program => OutsidePrograms.Path("chromium")!;

    public static string? Missing =>
#if BROWSER
        OutsidePrograms.Missing(["chromium"]) ?? AxeCore.Missing;
#else
        "needs a build with -p:Browser=true";
#endif
}
