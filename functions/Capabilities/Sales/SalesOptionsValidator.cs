using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Sales;

/// <summary>Refuses bad sales settings at start-up; the message names the setting.</summary>
[OptionsValidator]
public sealed partial class SalesOptionsValidator : IValidateOptions<SalesOptions>;
