using System.ComponentModel;
using System.Diagnostics;

namespace XbFunctions.Host;

/// <summary>Makes sure that the npm packages of the repository are installed.</summary>
public static class NodeModules
{
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(200);

    /// <summary>Installs the packages with <c>npm ci</c> where a package is missing; of several processes one installs and the others wait.</summary>
    /// <param name="package">Package that must be there, such as <c>azurite</c>.</param>
    /// <param name="progress">Told when an installation begins and ends.</param>
    /// <param name="cancellationToken">Ends the wait; an installation that runs is ended with it.</param>
    /// <returns>Folder of the package.</returns>
    /// <exception cref="PlatformStartException">There is no repository root, npm is missing, or the installation failed.</exception>
    public static async Task<string> EnsureInstalledAsync(
        string package, Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var root = RepositoryRoot.Find() ?? throw new PlatformStartException(
            "package.json was found neither above the app nor above the current directory. Run from inside the repository, which pins Azurite.");
        var modules = Path.Combine(root, "node_modules");
        var folder = Path.Combine(modules, package);
        if (IsInstalled(modules, folder))
        {
            return folder;
        }

        var lockFile = await LockAsync(root, cancellationToken).ConfigureAwait(false);
        await using (lockFile.ConfigureAwait(false))
        {
            if (!IsInstalled(modules, folder))
            {
                progress?.Invoke($"Installing npm packages into {modules} (once, about half a minute)...");
                await InstallAsync(root, cancellationToken).ConfigureAwait(false);
                progress?.Invoke("npm packages are installed.");
            }
        }

        return IsInstalled(modules, folder)
            ? folder
            : throw new PlatformStartException($"npm ci ended well but {folder} is not there. Check package.json.");
    }

    internal static async Task<string> EnsureAzuriteAsync(Action<string>? progress, CancellationToken cancellationToken) =>
        Path.Combine(await EnsureInstalledAsync("azurite", progress, cancellationToken).ConfigureAwait(false), "dist", "src", "azurite.js");

    internal static PlatformStartException NodeMissing(Exception exception) =>
        new("Node.js was not found. Install Node 20 or newer (https://nodejs.org) and have node and npm on the PATH.", exception);

    // npm writes its hidden lock file last, so a folder that an interrupted installation left behind does not count.
    private static bool IsInstalled(string modules, string folder) =>
        File.Exists(Path.Combine(modules, ".package-lock.json")) && Directory.Exists(folder);

    private static async Task<FileStream> LockAsync(string root, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(root, ".xb")).FullName, "npm.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                await Task.Delay(LockRetry, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task InstallAsync(string root, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Start(start);
        try
        {
            var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = await npm.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            await npm.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (npm.ExitCode != 0)
            {
                throw new PlatformStartException(
                    $"npm ci failed with exit code {npm.ExitCode}: {errors.ReplaceLineEndings(" ").Trim()} Correct this and run npm ci in {root}.");
            }
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw NodeMissing(exception);
        }
    }
}
