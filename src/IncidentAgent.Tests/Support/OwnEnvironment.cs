using System.Runtime.CompilerServices;

namespace IncidentAgent.Tests.Support;

/// <summary>
/// The shell's settings of a real agent (<c>Access__…</c>, <c>Notifications__…</c>) are not for those under test, here or in a process they are started
/// in: they would lock the tests out, and tell real people of made incidents.
/// </summary>
internal static class OwnEnvironment
{
    // Before any test: whichever comes first may start an agent.
    [ModuleInitializer]
    internal static void ForgetSettings()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsOfAnAgent))
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    private static bool IsOfAnAgent(string name) =>
        (char.IsAsciiLetterUpper(name[0]) && name.Contains("__", StringComparison.Ordinal)) || name is "INCIDENT_AGENT_TOKEN" or "ASPNETCORE_URLS" or "DOTNET_URLS" or "URLS";
}
