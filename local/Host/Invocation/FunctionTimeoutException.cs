namespace XbFunctions.Host;

/// <summary>A try ran longer than <c>functionTimeout</c> of <c>host.json</c> allows.</summary>
internal sealed class FunctionTimeoutException(string function, TimeSpan limit, bool isStuck) : TimeoutException(
    $"Function {function} ran longer than the functionTimeout of {limit} in host.json"
    + (isStuck ? ", and goes on although its CancellationToken has fired. Pass the token on to what it waits for." : "."));
