using Azure;

namespace XbFunctions.Host;

/// <summary>Loads the keys at start-up: the first use of the storage account, so the place where a wrong one shows.</summary>
internal static class KeyLoading
{
    /// <summary>Loads them.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="httpFunctions">Names of the HTTP functions.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PlatformStartException">The storage account cannot be used.</exception>
    public static async Task RunAsync(FunctionKeys keys, IEnumerable<string> httpFunctions, CancellationToken cancellationToken)
    {
        try
        {
            await keys.LoadAsync(httpFunctions, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException { InnerException: RequestFailedException })
        {
            var reason = (exception.InnerException ?? exception).Message.Split('\n')[0];
            throw new PlatformStartException(
                $"The storage account of AzureWebJobsStorage cannot be used: {reason} Correct the setting, or set it to UseDevelopmentStorage=true to use Azurite.", exception);
        }
    }
}
