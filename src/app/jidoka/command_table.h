// Every command's door, for the table in commands.cc alone: what a command needs is in command.h, which does not change
// when one is added.
#pragma once

#include "jidoka/command.h"

namespace jidoka::app {

Run serve_command(Options options);
Run token_create_command(Options options);
Run user_save_command(Options options);
Run apply_command(Options options);
Run import_command(Options options);
Run verdicts_command(Options options);
Run backtest_command(Options options);
Run twin_command(Options options);
Run expr_command(Options options);
Run ledger_verify_command(Options options);
Run sampling_command(Options options);
Run sampling_switch_command(Options options);
Run sampling_design_command(Options options);
Run sampling_c0_command(Options options);
Run sampling_curve_command(Options options);
Run sampling_judge_command(Options options);
Run spc_command(Options options);
Run backup_command(Options options);
Run capability_command(Options options);
Run describe_command(Options options);
Run msa_attribute_command(Options options);
Run msa_bias_command(Options options);
Run msa_grr_command(Options options);
Run msa_linearity_command(Options options);
Run msa_nested_command(Options options);
Run msa_stability_command(Options options);
Run version_command(Options options);

}  // namespace jidoka::app
