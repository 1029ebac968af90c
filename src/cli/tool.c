/* SPDX-License-Identifier: MIT */
#include "cli/tool.h"

#include "cli/screen.h"

bool eg_tool_parse(eg_tool *tool, const char *command, int argc, char **argv, bool takes_word, bool posts) {
    eg_session *s = &tool->session;
    eg_error *err = eg_errors_add(&s->errors);
    if (!eg_args_parse(&tool->args, command, argc, argv, err)) return false;
    size_t at = 0;
    bool in = eg_option_named(tool->args.command, "in", 2) != NULL;
    bool edits = eg_option_named(tool->args.command, "edits", 5) != NULL;
    if (edits) eg_session_options(s, &tool->args);
    else for (const char *dir; (dir = eg_args_next(&tool->args, "patterns", &at)) != NULL;) eg_vec_push(&s->extra_dirs, dir);
    at = 0;
    for (const char *path; in && (path = eg_args_next(&tool->args, "in", &at)) != NULL;) eg_vec_push(&s->arguments, path);
    tool->json = eg_args_has(&tool->args, "json");
    tool->colors = eg_option_named(tool->args.command, "color", 5) && eg_wants_color(eg_args_get(&tool->args, "color"), true);
    for (size_t i = 0; i < tool->args.words.len; i++) {
        if (takes_word && tool->word == NULL) tool->word = tool->args.words.items[i];
        else eg_vec_push(&s->arguments, tool->args.words.items[i]);
    }
    if ((takes_word && tool->word == NULL) || (posts && s->arguments.len == 0))
        return eg_fail(err, EG_ERR_USAGE, NULL, "usage: ecograph %s", tool->args.command->usage);
    s->errors.list.len--;
    return true;
}

int eg_tool_finish(eg_tool *tool, int status) {
    eg_error err = {0};
    if (tool->out.buf.len && !eg_sink_save(&tool->out, "-", &err)) {
        *eg_errors_add(&tool->session.errors) = err;
        status = EG_EXIT_ERROR;
    }
    eg_session_report(&tool->session);
    eg_sink_fini(&tool->out);
    eg_args_fini(&tool->args);
    eg_session_fini(&tool->session);
    return status;
}

const char *eg_tool_bold(const eg_tool *tool) { return tool->colors ? "\033[1;32m" : ""; }
const char *eg_tool_dim(const eg_tool *tool) { return tool->colors ? "\033[2m" : ""; }
const char *eg_tool_plain(const eg_tool *tool) { return tool->colors ? "\033[0m" : ""; }
