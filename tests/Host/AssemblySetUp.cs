[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]

namespace XbFunctions.Host.Tests;

/// <summary>One Azurite for all tests of the assembly; each test keeps apart by its own host id, hub and function names.</summary>
[TestClass]
public static class AssemblySetUp
{
    private static AzuriteProcess? _azurite;
    private static DirectoryInfo? _folder;

    /// <summary>Connection string of the shared Azurite.</summary>
    public static string Storage => _azurite!.ConnectionString;

    [AssemblyInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _folder = Directory.CreateTempSubdirectory("xb-host-azurite-");
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = _folder.FullName }, context.CancellationToken);
    }

    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }

        _folder?.Delete(recursive: true);
    }
}
