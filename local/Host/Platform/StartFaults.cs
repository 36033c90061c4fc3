namespace XbFunctions.Host;

/// <summary>Lets a program that cannot start end with one clear line and an exit code, however plain its <c>Program.cs</c> is.</summary>
internal static class StartFaults
{
    private static int _isInstalled;

    /// <summary>Watches for start faults that nobody caught; all other exceptions keep their stack trace.</summary>
    public static void ReportUncaught()
    {
        if (Interlocked.Exchange(ref _isInstalled, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += static (_, fault) => Report(fault.ExceptionObject);
        }
    }

    private static void Report(object fault)
    {
        switch (fault)
        {
            case PlatformStartException exception:
                Console.Error.WriteLine(exception.Message);
                Environment.Exit(1);
                break;
            case StartInterruptedException:
                Environment.Exit(0);
                break;
            default:
                break;
        }
    }
}
