namespace XbFunctions.Host;

/// <summary>Waits for what triggers one function and invokes it. Started once; disposing begins nothing new and awaits what has begun.</summary>
internal interface IFunctionListener : IAsyncDisposable
{
    Task StartAsync(CancellationToken cancellationToken);
}
