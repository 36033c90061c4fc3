using Azure.Core;

namespace XbFunctions.State.Tests;

/// <summary>Tells storage requests apart.</summary>
internal static class Requests
{
    public static bool IsAppend(Request request) =>
        request.Method == RequestMethod.Put && request.Uri.Query.Contains("comp=appendblock", StringComparison.Ordinal);

    public static bool IsBlock(Request request) =>
        request.Method == RequestMethod.Put && request.Uri.Query.Contains("comp=block&", StringComparison.Ordinal);
}
