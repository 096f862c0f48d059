using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace IncidentAgent.Tests.GherkinEngine.Kit;

/// <summary>
/// Cucumber's compatibility kit: features, and the messages a Cucumber sends when it runs them. It comes from its npm package and
/// is kept in the temporary folder.
/// </summary>
internal static class CompatibilityKit
{
    private const string Package = "@cucumber/compatibility-kit@30.0.0";

    private static readonly Lazy<(string? Folder, string? Missing)> Fetched = new(Fetch);

    public static string? Missing => Fetched.Value.Missing;

    public static string Folder => Fetched.Value.Folder!;

    private static (string? Folder, string? Missing) Fetch()
    {
        var folder = Path.Combine(Path.GetTempPath(), "cucumber-compatibility-kit-30.0.0");
        var features = Path.Combine(folder, "package", "features");
        if (Directory.Exists(features))
        {
            return (features, null);
        }

        var work = Directory.CreateTempSubdirectory("compatibility-kit-").FullName;
        try
        {
            var error = Pack(work);
            if (error is not null)
            {
                return (null, $"needs npm and its registry for {Package}: {error}");
            }

            using var archive = new GZipStream(File.OpenRead(Directory.GetFiles(work, "*.tgz").Single()), CompressionMode.Decompress);
            TarFile.ExtractToDirectory(archive, work, overwriteFiles: true);
            Directory.Move(work, folder);
            return (features, null);
        }
        catch (IOException) when (Directory.Exists(features))
        {
            // Another run was quicker.
            return (features, null);
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    private static string? Pack(string work)
    {
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["pack", Package, "--silent", "--fetch-retries=0", "--fetch-timeout=20000"])
            {
                WorkingDirectory = work,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            var error = npm.StandardError.ReadToEndAsync();
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            return npm.ExitCode == 0 ? null : $"npm pack ended with {npm.ExitCode}. {error.Result}".Trim();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }
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
