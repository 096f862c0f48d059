using System.Security.Cryptography;
using System.Text;
using IncidentAgent.Alerts;

namespace IncidentAgent.Incidents;

/// <summary>Decides what belongs together: alerts with the same key share an incident.</summary>
internal static class Correlation
{
    /// <summary>
    /// The values of the named labels when the alert carries them all; else the sender's own group; else the alert by itself. The key is short
    /// whatever the sender wrote, and a group key counts within its source only: every Alertmanager with the same routes makes the same ones.
    /// </summary>
    public static string KeyOf(Alert alert, IReadOnlyList<string> labels)
    {
        List<string> values = [];
        foreach (var label in labels)
        {
            if (alert.Label(label) is not { Length: > 0 } value)
            {
                break;
            }

            values.Add($"{label}={value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)}");
        }

        if (labels.Count > 0 && values.Count == labels.Count)
        {
            return Short("labels", string.Join(',', values));
        }

        return alert.GroupKey is { Length: > 0 } group
            ? Hashed("group", $"{alert.Source}\n{group}")
            : Hashed("alert", $"{alert.Source}\n{alert.Fingerprint}");
    }

    private const int Longest = 120;

    /// <summary>Readable where it can be: the key shows in the store and in the logs.</summary>
    private static string Short(string kind, string text) => text.Length <= Longest ? $"{kind}:{text}" : Hashed(kind, text);

    private static string Hashed(string kind, string text) => $"{kind}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
