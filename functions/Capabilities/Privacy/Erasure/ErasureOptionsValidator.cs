using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Refuses bad settings of erasures at start-up; the message names the setting.</summary>
[OptionsValidator]
public sealed partial class ErasureOptionsValidator : IValidateOptions<ErasureOptions>;
