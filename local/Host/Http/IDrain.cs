namespace XbFunctions.Host;

/// <summary>Stops all listeners of the app and starts them again, on behalf of the admin calls.</summary>
internal interface IDrain
{
    /// <summary>Invocations that run anywhere in the app, and those of them that wait for or run a retry.</summary>
    (int Invocations, int Retries) Outstanding { get; }

    /// <summary>Begins to stop the listeners; what runs goes on.</summary>
    Task BeginAsync();

    /// <summary>Starts the listeners again.</summary>
    Task EndAsync(CancellationToken cancellationToken);
}
