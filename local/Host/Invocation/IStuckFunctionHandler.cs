namespace XbFunctions.Host;

/// <summary>
/// What to do about a function that goes on after its time is over. The service gives up the worker process and starts another; a process
/// cannot end one of its own threads, so the local host ends as a whole and leaves the restart to whoever supervises it.
/// </summary>
internal interface IStuckFunctionHandler
{
    /// <summary>Called once for each stuck invocation; must return at once.</summary>
    /// <param name="function">Name of the function.</param>
    void Handle(string function);
}
