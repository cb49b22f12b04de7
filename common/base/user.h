/* SPDX-License-Identifier: ISC */
#ifndef BASE_USER_H
#define BASE_USER_H

/*
 * Who is at work, for what is noted of operators and for approvals that two
 * of them must give. The person is the first of these that there is:
 *
 *	the login uid that the kernel keeps from the login on, through su and
 *	sudo (/proc/self/loginuid), unless it was never set
 *	$SUDO_UID, when the process runs as another user than that one
 *	the real uid
 *
 * $SUDO_UID is an environment variable: who has a shell of the account that
 * the tools run under can say what he likes, and can write to the journal as
 * well. So this tells honest persons apart and guards against a mistake of
 * one of them; it proves nothing against the owner of the files. Where that is
 * needed, persons reach the account by sudo for these commands alone, or the
 * login uid is set (pam_loginuid).
 */

enum { USER_NAME = 64 };

/* Writes the account's name, or `uid-N` when it has none, and a NUL. */
void user_now(char name[USER_NAME]);

#endif
