using System.Text.Json;

namespace XbFunctions.Host;

/// <summary>
/// Where a running platform is found. It stands as <c>platform.json</c> in the data folder while the platform runs, so that other commands
/// on this machine reach it. It holds keys: only the user may read it.
/// </summary>
/// <param name="Http">Address of the HTTP functions with their route prefix, ending in a slash.</param>
/// <param name="HostKey">The key that is valid for every function.</param>
/// <param name="EventHubs">Connection string of the embedded hub; <see langword="null"/> when none is open.</param>
/// <param name="Storage">Connection string of the app's storage.</param>
/// <param name="ProcessId">Process of the platform.</param>
public sealed record PlatformAddresses(Uri Http, string HostKey, string? EventHubs, string Storage, int ProcessId)
{
    private const string FileName = "platform.json";

    /// <summary>Reads the addresses of the platform that uses a data folder.</summary>
    /// <param name="dataDirectory">The folder; null for the default of <see cref="LocalPlatformOptions.DataDirectory"/>.</param>
    /// <returns>The addresses; null when no platform says that it runs there. One that was killed may still say so.</returns>
    public static PlatformAddresses? Find(string? dataDirectory)
    {
        try
        {
            var folder = new LocalPlatformOptions { DataDirectory = dataDirectory }.FindDataDirectory();
            return JsonSerializer.Deserialize<PlatformAddresses>(File.ReadAllBytes(Path.Combine(folder, FileName)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal static PlatformAddresses Of(PlatformState state) => new(
        new Uri(state.HttpAddress!, state.RoutePrefix.Length == 0 ? "" : $"{state.RoutePrefix}/"),
        state.Keys.HostKey,
        state.Services.Hub?.ConnectionString,
        state.Services.StorageConnectionString,
        Environment.ProcessId);

    internal static void Delete(string? path)
    {
        if (path is not null)
        {
            File.Delete(path);
        }
    }

    internal string Write(LocalPlatformOptions options)
    {
        var folder = Directory.CreateDirectory(options.FindDataDirectory()).FullName;
        var path = Path.Combine(folder, FileName);
        File.Delete(path);
        var settings = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            settings.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, settings);
        JsonSerializer.Serialize(file, this);
        return path;
    }
}
