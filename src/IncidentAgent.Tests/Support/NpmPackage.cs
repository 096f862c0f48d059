using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace IncidentAgent.Tests.Support;

/// <summary>A package that comes from npm at test time and is kept in the temporary folder.</summary>
/// <param name="name">"axe-core".</param>
/// <param name="version">"4.10.2".</param>
internal sealed class NpmPackage(string name, string version)
{
    private readonly Lazy<(string? Folder, string? Missing)> _fetched = new(() => Fetch(name, version));

    /// <summary>Why it cannot be had; <see langword="null"/> where it can.</summary>
    public string? Missing => _fetched.Value.Missing;

    /// <summary>Where its files are.</summary>
    public string Folder => _fetched.Value.Folder!;

    private static (string? Folder, string? Missing) Fetch(string name, string version)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"{name.Trim('@').Replace('/', '-')}-{version}");
        var files = Path.Combine(folder, "package");
        if (Directory.Exists(files))
        {
            return (files, null);
        }

        var work = Directory.CreateTempSubdirectory("npm-package-").FullName;
        try
        {
            if (Pack($"{name}@{version}", work) is { } error)
            {
                return (null, $"needs npm and its registry for {name}@{version}: {error}");
            }

            using var archive = new GZipStream(File.OpenRead(Directory.GetFiles(work, "*.tgz").Single()), CompressionMode.Decompress);
            TarFile.ExtractToDirectory(archive, work, overwriteFiles: true);
            Directory.Move(work, folder);
            return (files, null);
        }
        catch (IOException) when (Directory.Exists(files))
        {
            // Another run was quicker.
            return (files, null);
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    private static string? Pack(string package, string work)
    {
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["pack", package, "--silent", "--fetch-retries=0", "--fetch-timeout=20000"])
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
