namespace IncidentAgent.Tests.LivingDocs.Browser;

/// <summary>A theory that needs a browser: skipped, saying why, where there is none, or where the package that drives it was not asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Browsers.Missing;
}

/// <summary>As <see cref="BrowserTheoryAttribute"/>, without rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browsers.Missing;
}
